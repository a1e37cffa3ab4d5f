import type { LabelLook, LabelRack } from '../../ports/label-rack.ts'
import { allPages } from '../api/pages.ts'
import type { Repositories } from '../api/repositories.ts'
import { ResponseFields } from '../api/response.ts'

/** A repository's labels through GitHub's REST API. */
export function createLabelRack(repositories: Repositories): LabelRack {
  return {
    async all(repository) {
      const found = await allPages((page) => repositories.call(repository, 'labels', page))
      return found.map(readLabel)
    },
    async create(repository, { name, color, description }) {
      await repositories.call(repository, 'createLabel', { name, color, description })
    },
    async change(repository, name, { color, description }) {
      await repositories.call(repository, 'changeLabel', { name, color, description })
    },
  }
}

function readLabel(data: unknown): LabelLook {
  const label = new ResponseFields(data, 'the label')
  return {
    name: label.text('name'),
    color: label.text('color'),
    description: label.optionalText('description') ?? '',
  }
}
