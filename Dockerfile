# The command line and the worker; PostgreSQL and Temporal are services of their own, see docker-compose.yml.
# What is copied is named: no export, report or key of a study that lies in the checkout gets into an image.
FROM node:22-slim
WORKDIR /app
COPY package.json package-lock.json .npmrc tsconfig.json worker.ts ./
RUN npm ci --no-audit --no-fund
COPY setup setup
COPY protocol protocol
COPY words words
COPY sources sources
COPY harmonize harmonize
COPY profiling profiling
COPY drafting drafting
COPY synthesis synthesis
COPY cohort cohort
COPY statistics statistics
COPY analysis analysis
COPY sql sql
COPY reports reports
COPY reading reading
COPY stages stages
COPY folders folders
COPY runs runs
COPY nights nights
COPY activities activities
COPY computing computing
COPY workflows workflows
COPY installation installation
COPY provision provision
COPY cli cli
RUN node setup/build.mjs && mkdir -p /app/out /app/studies && chown -R node /app/out /app/.cohortium
USER node
ENV NODE_ENV=production
ENTRYPOINT ["node", "setup/cohortium.mjs"]
CMD ["worker"]
