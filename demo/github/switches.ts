import { raiseInstallation } from './deliveries/events.ts'
import { wholeSeconds } from './json.ts'
import { setMergeMethods } from './repositories/repository-changes.ts'
import type { Settings } from './settings.ts'
import type { Ready } from './start.ts'
import type { Switches } from './switch-types.ts'

/** The switches of a world. */
export function switches({ world, repository, administrator }: Ready): Switches {
  const { app, settings } = world
  const set = (changed: Partial<Settings>) => void Object.assign(settings, changed)
  const now = () => wholeSeconds(world.now())
  return {
    accept: (grants) => {
      const { permissions, events } = app
      app.accepted = grants === undefined ? { permissions, events } : { ...app.accepted, ...grants }
      raiseInstallation(world, 'new_permissions_accepted', administrator)
    },
    setLag: (lag) => {
      world.lag.options = lag
    },
    setPlan: (plan) => set({ plan }),
    setMergeMethods: (methods) => setMergeMethods(world, repository, methods),
    setRules: (pattern, rules) => world.rules.set(repository, pattern, rules, now()),
    setOrganisationRules: (pattern, rules) => world.rules.set(undefined, pattern, rules, now()),
    setTellsBypass: (tellsBypass) => set({ tellsBypass }),
    setMergeUnknown: (mergeUnknown) => set({ mergeUnknown }),
    setPushProtection: (pushProtection) => set({ pushProtection }),
    setKeyAges: (keyAges) => set({ keyAges }),
    setSaml: (saml) => set({ saml }),
    setIpAllowList: (ipAllowList) => set({ ipAllowList }),
  }
}
