// The one door to wording: dates, times, hours and amounts in five languages; test/calendar/say.test.ts holds the very
// strings.

export { type Clocks, clockNote, hoursNote, tellOpening, tellPromise } from './clocks.ts'
export { sayHoursToday, sayHoursWeek } from './say-hours.ts'
export { sayMoney } from './say-money.ts'
export { sayPeople } from './say-people.ts'
export { sayDate, sayOpening, sayPromise, sayShortDate } from './say-times.ts'
