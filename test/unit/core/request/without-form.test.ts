import { describe, expect, test } from 'vitest'
import { formAddress, isWithoutForm, namedResource } from '../../../../src/core/request/without-form.ts'
import { formBody } from './form-samples.ts'

describe('an issue without any form (people.U8)', () => {
  test.each<[string, string, boolean]>([
    ['prose', 'hey can somebody give me access to the billing api…', true],
    ['nothing', '', true],
    ['a code block with a comment in it', 'see\n```\n# log\n```', true],
    ['a hash that is no heading', '#4711 is down', true],
    ['the form', formBody(), false],
    ['the form behind a greeting', `hello\n\n${formBody()}`, false],
    ['bold labels', '**Resource:** x\n**Actions:** read', false],
    ['the form of another template', '### Describe the bug\n\nit is broken', false],
    ['any heading', '# Notes', false],
  ])('%s', (_, body, expected) => {
    expect(isWithoutForm(body)).toBe(expected)
  })

  test.each([
    ['I need Billing-API, please', 'billing-api'],
    ['access to (orders-db).', 'orders-db'],
    ['access to orders', undefined],
    ['access to orders-db-replica', undefined],
    ['orders-db or billing-api', undefined],
    ['', undefined],
  ])('the resource that is named in %j: %s', (text, id) => {
    expect(namedResource(text, ['billing-api', 'orders-db'])).toBe(id)
  })

  test('the address of the form, with the resource or without', () => {
    const url = 'https://github.example/acme/access/issues/12'
    expect(formAddress(url)).toBe('https://github.example/acme/access/issues/new?template=access-request.yml')
    expect(formAddress(url, 'orders-db')).toBe(
      'https://github.example/acme/access/issues/new?template=access-request.yml&resource=orders-db',
    )
  })
})
