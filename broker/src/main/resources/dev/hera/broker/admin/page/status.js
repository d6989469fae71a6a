// The line in the head of the page: who is asked, and whether it answers.

const line = document.getElementById('where');

/** Says in the head of the page what is seen. */
export function where(text, tone = '') {
  if (line.textContent !== text) {
    line.textContent = text;
    line.className = tone;
  }
}

export function seen(table) {
  where('as ' + table.broker + ' sees it');
}
