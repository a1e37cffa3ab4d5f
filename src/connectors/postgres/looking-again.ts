import { stateOf } from './postgres-server.ts'

/** There is one already (duplicate_object, unique_violation), there is none any more (undefined_object), or two changed it at once, which has no code of its own. */
const meanwhile = ['42710', '23505', '42704', 'XX000']
const tries = 5

/** Somebody else, such as another worker, changes the same role: whatever `act` found before is looked at anew. */
export async function lookingAgain<T>(act: () => Promise<T>): Promise<T> {
  for (let left = tries - 1; ; left--) {
    try {
      return await act()
    } catch (error) {
      if (left === 0 || !meanwhile.includes(stateOf(error) ?? '')) throw error
    }
  }
}
