// The same 20 questions for every bot. Peers answer by keyword, so that none of them pays for language work;
// nightdesk answers from its whole shop, by its own understanding.

const questions = [
  ['send something back', 'How can I send something back to you?'],
  ['opening hours', 'What are your opening hours?'],
  ['klarna', 'Can I pay with Klarna?'],
  ['gift cards', 'Do you have gift cards?'],
  ['delivery take', 'How long does delivery take?'],
  ['shipping cost', 'What does shipping cost?'],
  ['located', 'Where are you located?'],
  ['size should', 'Which size should I choose?'],
  ['warranty', 'How long is the warranty on a jacket?'],
  ['finland', 'Do you ship to Finland?'],
  ['exchange', 'Can I exchange it for another size?'],
  ['return shipping', 'Who pays for the return shipping?'],
  ['money back', 'When do I get my money back after a return?'],
  ['pick up', 'Can I pick up my order in the shop?'],
  ['wash', 'How do I wash my wool sweater?'],
  ['privacy', 'Is my data safe, what about privacy?'],
  ['repairs', 'Do you offer repairs?'],
  ['payment methods', 'Which payment methods do you take?'],
  ['in stock', 'When will it be back in stock?'],
  ['discount', 'Can I use a discount code?'],
] as const

const patterns = questions.map(([keyword]) => new RegExp(keyword, 'i'))
const answers = questions.map(
  ([keyword]) => `Here is what to know about ${keyword}: open your account page, choose it there and follow the steps.`,
)

/** The question of the n-th message; the 20 go round. */
export function questionOf(n: number): string {
  return questions[n % questions.length]?.[1] ?? ''
}

/** What a peer's bot says to it. */
export function answerTo(text: string): string {
  const found = patterns.findIndex((pattern) => pattern.test(text))
  return answers[Math.max(0, found)] ?? ''
}
