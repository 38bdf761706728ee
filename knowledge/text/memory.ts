/** Words longer than this are no syllables; they are worked out each time so that nonsense takes no room. */
const LONGEST = 24;

/**
 * The same function of one word, remembering what it gave for the last few thousand: people and documents use few
 * spellings. Holds at most `most` words; when full it starts anew. What comes back is shared and must not be changed.
 */
export function remembering<T>(make: (word: string) => T, most = 16_384): (word: string) => T {
  const known = new Map<string, T>();
  return (word) => {
    const before = known.get(word);
    if (before !== undefined) return before;
    const made = make(word);
    if (word.length > LONGEST) return made;
    if (known.size >= most) known.clear();
    known.set(word, made);
    return made;
  };
}
