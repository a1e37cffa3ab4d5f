import { fiftySeeds } from './seeds.ts'

fiftySeeds(51)
