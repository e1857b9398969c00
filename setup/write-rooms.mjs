// Writes what follows from the list of rooms into tsconfig.json, the Dockerfile and .dockerignore.
import { readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { inCheckout, roomList, rooms } from './checkout.mjs'

const inImage = roomList.map(({ room }) => room)

const replaced = (text, pattern, lines) => {
  if (!pattern.test(text)) throw new Error(`there is no place for the rooms: ${pattern.source}`)
  return text.replace(pattern, () => lines)
}

/** The files that name each room, as they have to be: what TypeScript compiles, and what gets into the image. */
export const filesOfRooms = () => {
  const read = file => readFileSync(inCheckout(file), 'utf8')
  const compiled = [...rooms.map(room => `${room}/**/*.ts`), ...roomList.flatMap(({ files = [] }) => files)]
    .map(path => `    "${path}"`)
    .join(',\n')
  return {
    'tsconfig.json': replaced(read('tsconfig.json'), /"include": \[[^\]]*\]/, `"include": [\n${compiled}\n  ]`),
    Dockerfile: replaced(
      read('Dockerfile'),
      /(?<=^COPY setup setup\n)(COPY (\w+) \2\n)+/m,
      inImage.map(room => `COPY ${room} ${room}\n`).join(''),
    ),
    '.dockerignore': replaced(
      read('.dockerignore'),
      /(?<=^!setup\/\n)(!\w+\/\n)+/m,
      inImage.map(room => `!${room}/\n`).join(''),
    ),
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href)
  for (const [file, text] of Object.entries(filesOfRooms())) writeFileSync(inCheckout(file), text)
