import assert from "node:assert/strict";
import { test } from "node:test";
import { html, nameHtml } from "../../src/report/html.ts";

test("what is put into a template is escaped, unless it is markup already", () => {
  const inner = html`<b>${"<i> & 'x'"}</b>`;
  assert.equal(
    html`<p title="${'"'}">${inner}${null}${[1, "<"]}</p>`.markup,
    `<p title="&quot;"><b>&lt;i&gt; &amp; &#39;x&#39;</b>1&lt;</p>`,
  );
});

test("a long name is cut, with more of it on hover", () => {
  assert.equal(nameHtml("abcdef", 4).markup, `<bdi title="abcdef">abc…</bdi>`);
  assert.equal(nameHtml("abcd", 4).markup, "<bdi>abcd</bdi>");
});
