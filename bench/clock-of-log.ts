// Preloaded where a process shall live at the end of the seeded log: its clock goes on from there, in each of its threads.

const shiftMs = Number(process.env['BENCH_CLOCK_SHIFT_MS'] ?? 0)
const machineNow = Date.now
Date.now = () => machineNow() + shiftMs
