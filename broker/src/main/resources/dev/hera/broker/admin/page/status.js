// The line in the head of the page: who is asked, and whether it answers.

const line = document.getElementById('where');

/** Says in the head of the page what is seen. */
export function where(text, tone = '') {
  if (line.textContent !== text) {
    line.textContent = text;
    line.className = tone;
  }
}

/** Whose tables are shown: `brokers` is missing when there is but one. */
export function seen(table) {
  silent(table.brokers || [{ broker: table.broker, answered: true }], 'asked through ' + table.broker);
}

/** The same for what is kept by each broker; the brokers that do not answer are named. */
export function silent(brokers, how) {
  const missing = brokers.filter(one => !one.answered).map(one => one.broker);
  if (missing.length > 0) {
    where('no answer from ' + missing.join(', ') + ', ' + how, 'bad');
  } else {
    where((brokers.length === 1 ? brokers[0].broker + ' alone, ' : 'all ' + brokers.length + ' brokers, ') + how);
  }
}
