'use strict';
// Recomputes everything from the data in this page: docs/integrity.md says how. Nothing is fetched.
const data = JSON.parse(document.getElementById('data').textContent);
const bytes = text => new TextEncoder().encode(text);
const hex = buffer => [...new Uint8Array(buffer)].map(one => one.toString(16).padStart(2, '0')).join('');
const unhex = text => Uint8Array.from(text.match(/../g) || [], pair => parseInt(pair, 16));
const sha = async content => hex(await crypto.subtle.digest('SHA-256', content));
const join = (...parts) => { const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0)); let at = 0; for (const part of parts) { all.set(part, at); at += part.length; } return all; };

async function chain(bad) {
  let previous = '';
  for (const [i, entry] of data.entries.entries()) {
    if (entry.seq !== i + 1) bad.push(`第 ${i + 1} 条的位置上是第 ${entry.seq} 条：缺少记录或次序被调换`);
    if (entry.previous !== previous) bad.push(`第 ${entry.seq} 条与前一条接不上`);
    if (entry.hash !== await sha(bytes([entry.previous, data.matter, entry.seq, entry.at, entry.recordedAt, entry.body].join('\n')))) bad.push(`第 ${entry.seq} 条被改动：哈希不符`);
    const body = JSON.parse(entry.body);
    if (body.event !== entry.kind || Date.parse(body.at) !== entry.at) bad.push(`第 ${entry.seq} 条的类别或时间与内容不一致`);
    previous = entry.hash;
  }
  if (!data.entries.length) bad.push('没有任何记录');
}

async function seals(bad) {
  let before = null;
  for (const seal of data.seals) {
    if (before && (seal.number !== before.number + 1 || seal.previous !== before.hash || seal.from !== before.to)) bad.push(`第 ${seal.number} 号封存与前一号接不上`);
    if (seal.hash !== await sha(bytes(['shouwen-seal-1', seal.number, seal.from, seal.to, seal.count, seal.root, seal.previous, seal.madeAt].join('\n')))) bad.push(`第 ${seal.number} 号封存被改动：哈希不符`);
    before = seal;
    const last = data.entries.filter(entry => entry.recordedAt >= seal.from && entry.recordedAt < seal.to).at(-1);
    const proof = data.proofs.find(one => one.seal === seal.number);
    if ((last && last.seq) !== (proof && proof.seq)) bad.push(`第 ${seal.number} 号封存的那一天对不上`);
    else if (last) {
      let here = await sha(join([0], bytes([data.matter, last.seq, last.hash].join('\n'))));
      for (const step of proof.path) here = await sha(step.left ? join([1], unhex(step.hash), unhex(here)) : join([1], unhex(here), unhex(step.hash)));
      if (here !== seal.root) bad.push(`第 ${last.seq} 条算不到第 ${seal.number} 号封存的根`);
    }
  }
  for (const proof of data.proofs) if (!data.seals.some(seal => seal.number === proof.seal)) bad.push(`缺第 ${proof.seal} 号封存`);
}

// What can be read on this page is what stands in the data, and what somebody is quoted as saying stands in an entry.
function reading(bad) {
  const texts = value => value !== null && typeof value === 'object' ? Object.values(value).flatMap(texts) : [String(value).trim()];
  const said = new Set(data.entries.flatMap(entry => texts(JSON.parse(entry.body))));
  for (const quote of data.readable.story.flatMap(line => line.said)) if (!said.has(quote.text)) bad.push(`“${quote.label}”与记录不符：${quote.text}`);
  const told = data.entries.map(entry => JSON.parse(entry.body)).filter(body => body.event === 'attached');
  if (told.length !== data.files.length || told.some((body, i) => body.hash !== data.files[i].hash || body.name !== data.files[i].name)) bad.push('附件清单与记录不符');
  const expected = [data.organisation, data.number, data.readable.headline, ...data.readable.facts.flatMap(fact => [fact.label, fact.text]),
    ...data.readable.story.flatMap(line => [line.at, line.text, ...line.said.flatMap(quote => [quote.label, quote.text]), ...line.details]),
    ...data.readable.duties.flatMap(duty => [duty.who, duty.what, duty.clause, duty.due, duty.state]), ...data.files.flatMap(file => [file.name, file.hash]),
    ...data.seals.map(seal => seal.hash), ...data.entries.flatMap(entry => [entry.hash, entry.body])];
  const shown = [...document.querySelectorAll('[data-t]')].map(one => one.textContent);
  const at = expected.findIndex((text, i) => text !== shown[i]);
  if (at >= 0 || shown.length !== expected.length) bad.push(`页面上的文字被改动：应为“${at < 0 ? '' : expected[at]}”`);
}

async function verify() {
  const box = document.getElementById('verdict');
  const show = (tone, word, lines) => {
    box.className = tone;
    box.replaceChildren(Object.assign(document.createElement('b'), { textContent: word }), Object.assign(document.createElement('ul'), {}));
    for (const line of lines) box.lastChild.append(Object.assign(document.createElement('li'), { textContent: line }));
  };
  if (!globalThis.crypto?.subtle) return show('', '这里不能核验', ['浏览器不许本页计算哈希。请把文件存到电脑上，用新版 Chrome、Edge 或 Firefox 打开；或用 shouwen verify 核验。']);
  const bad = [];
  try { await chain(bad); await seals(bad); reading(bad); } catch (failure) { bad.push(`数据读不懂：${failure.message}`); }
  const sealed = Math.max(0, ...data.proofs.map(proof => proof.seq)), last = data.seals.at(-1);
  if (bad.length) show('bad', '被改动', bad);
  else show('good', '已验证', [`${data.entries.length} 条记录首尾相接，没有改动、缺少或调换`,
    last ? `第 1 至 ${sealed} 条已封存，最后一份是第 ${last.number} 号${sealed < data.entries.length ? `；第 ${sealed + 1} 至 ${data.entries.length} 条写于其后，尚未封存` : ''}` : '尚未封存：封存在次日凌晨进行',
    last ? '请与本单位在外面公布或存档的封存哈希对照（见“封存”）：一致，才说明这份记录就是当时那一份' : '封存以后请重新导出']);
}

document.getElementById('pick')?.addEventListener('change', async event => {
  const list = document.getElementById('picked');
  list.replaceChildren();
  for (const file of event.target.files) {
    const hash = await sha(new Uint8Array(await file.arrayBuffer())), known = data.files.find(one => one.hash === hash);
    list.append(Object.assign(document.createElement('li'), { textContent: known ? `${file.name}：已验证，就是附件“${known.name}”` : `${file.name}：不是这件诉求的附件，或被改动` }));
  }
});
verify();
