/** What is left of an installation's hour. `calls`: as GitHub said last; `creations`: of our own budget. */
export type Room = { installation: string; calls?: number; creations?: number }
