/**
 * Who wrote a text is what signed webhooks say: within a second of its creation an edit leaves no other trace. GitHub delivers
 * them within seconds, and what failed is asked for again by a sweep every five minutes. Seconds for which that word is waited for:
 */

/** Of a text that asks: after that, untouched, it is its author's; a word that comes later and says otherwise ends what was given. */
export const textWriterPatience = 10

/** Of a command that could begin or extend something: it acts by that word alone, and is answered when none came. */
export const commandWriterPatience = 600
