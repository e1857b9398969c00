# The command line and the worker; PostgreSQL and Temporal are services of their own, see docker-compose.yml.
FROM node:22-slim
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN node setup/build.mjs && mkdir -p /app/out && chown node /app/out
USER node
ENV NODE_ENV=production
ENTRYPOINT ["node", "setup/cohortium.mjs"]
CMD ["worker"]
