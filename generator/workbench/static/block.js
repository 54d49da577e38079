// A block of cells from Excel: its cells, the lines of it that are heads or sums, and where its columns belong.
export const squeezed = (text) => text.replace(/[\s*＊]/g, "");

const SUM = /^(合计|总计|小计|共计)[:：]?$/;
const BEGINS = /^(?!20\d\d年)[\d０-９]/; // of codes and amounts; 2025年预算数 is a head

// Lines of cells parted by tabs. A cell with several lines stands in quotes, as Excel copies it.
export function cellsOf(text) {
  const lines = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"(?=[\t\n]|$)|([^\t\n]*))(\t|\n|$)/g)) {
    lines.at(-1).push(quoted === undefined ? plain.trim() : quoted.replaceAll('""', '"').trim());
    if (end === "\n") lines.push([]);
    if (end === "") break;
  }
  return lines;
}

const plain = (word) => squeezed(word).replace(/(编码|代码)$/, "").replace("分类科目", "科目");

// The head that a word stands for: 科目 for 科目编码, 名称 for 项目名称.
const begun = (word, heads) => heads.filter((head) => head && plain(word).startsWith(head)).sort((a, b) => b.length - a.length)[0];
const ended = (word, heads) => heads.filter((head) => head && plain(word).endsWith(head)).sort((a, b) => b.length - a.length)[0];

// Rows of a table that say nothing of their own: its heads, and the sums, which are worked out here.
export function isSum(line) {
  return line.some((cell) => SUM.test(squeezed(cell)));
}

export function isHead(line, heads) {
  const said = line.map(squeezed).filter(Boolean);
  if (!said.length || said.some((one) => BEGINS.test(one))) return false;
  const exact = said.filter((one) => heads.includes(one));
  if (said.length === 1) return exact.length === 1;
  const known = said.filter((one) => SUM.test(one) || (begun(one, heads) ?? ended(one, heads)));
  return known.length * 2 >= said.length && (exact.length > 0 || known.length > 1);
}

// For each column of a block the place of its head among `heads`, or -1 where that is not known; null where nothing is to be put in:
// sums, and the names of codes that have a column. Two lines of heads are read as one.
export function placesOf(lines, heads) {
  const width = Math.max(...lines.map((line) => line.length));
  const words = Array.from({ length: width }, () => "");
  lines.forEach((line, number) => {
    let above = "";
    for (let column = 0; column < width; column++) {
      above = line[column] || (lines[number + 1]?.[column] ? above : "");
      words[column] += squeezed(above);
    }
  });
  const places = words.map(() => -1);
  const free = () => heads.map((head, index) => (places.includes(index) ? "" : head));
  const give = (headOf) => {
    const there = free();
    const wanted = words.map((word, column) => (places[column] < 0 ? headOf(word, there) : undefined));
    const times = (list, head) => list.filter((one) => one === head).length;
    wanted.forEach((head, column) => {
      // Of several columns that may be the one, none is: which it is nobody has said.
      if (head && times(wanted, head) <= times(there, head)) places[column] = free().indexOf(head);
    });
  };
  give((word, there) => there.find((head) => head && head === plain(word)));
  give(begun);
  give((word, there) => (begun(word, heads) ? undefined : ended(word, there)));
  const needless = (word) => SUM.test(word) || (word.endsWith("名称") && begun(word, heads));
  return places.map((place, column) => (place < 0 && needless(words[column]) ? null : place));
}

// Names of places, and of the office itself, may be left out or written otherwise.
const itself = (name) => squeezed(name).replace(/[(（]?(本级|机关)[)）]?$/, "本级");
export function sameButPlace(one, other) {
  const [short, long] = [itself(one), itself(other)].sort((a, b) => a.length - b.length);
  const place = long.slice(0, long.length - short.length);
  const whole = /[省州市县区旗盟镇乡]$/.test(place) || /^[省州市县区旗盟镇乡]/.test(short);
  return long.endsWith(short) && (!place || (short.length > 2 && whole));
}
