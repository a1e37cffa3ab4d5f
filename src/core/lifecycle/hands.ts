/**
 * Seconds for which a webhook may still tell whose hand wrote a text. GitHub delivers within seconds; what failed is asked for again by
 * a sweep every five minutes. Only after that is an untouched text its author's, where no webhook ever told of it.
 */
export const handsComeFor = 600
