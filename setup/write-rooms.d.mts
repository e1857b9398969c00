export const filesOfRooms: () => Readonly<Record<string, string>>
