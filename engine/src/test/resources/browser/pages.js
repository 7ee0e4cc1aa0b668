// Looks at pages with Chromium, without script in them: node pages.js BASE FOLDER < steps.json
// Prints one line per finding; nothing if all is well. A step is {go} or {fill: {name: value}, press} or {shot}; %x% stands for
// the look's variable x, and what begins with @ is asked of the test at walk.tell, as is what {do} names.
const { chromium } = require('playwright-core');
const fs = require('fs');
const axeSource = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const [base, folder] = process.argv.slice(2);
const walk = JSON.parse(fs.readFileSync(0, 'utf8'));
const say = text => console.log(text);

const ask = async name => { const r = await fetch(`${walk.tell}/${encodeURI(name)}`); const text = await r.text(); if (!r.ok) throw new Error(`the test says of ${name}: ${text}`); return text; };
const filled = (text, look) => text.replace(/%([a-z]+)%/g, (all, name) => (look.vars || {})[name] ?? all);
const meant = async (text, look) => { const now = filled(text, look); return now.startsWith('@') ? ask(now.slice(1)) : now; };

// Looks that differ only in width or language share one browser.
const browsers = new Map();
const browserOf = look => {
  // A reader's own font size is a setting of the browser: a style would leave the breakpoints where they are.
  const args = ['--no-sandbox', '--disable-gpu'].concat(look.font ? [`--blink-settings=defaultFontSize=${look.font}`] : []);
  const key = args.join(' ');
  if (!browsers.has(key)) browsers.set(key, chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args }));
  return browsers.get(key);
};

// Nothing wider than the window, no target under 24 pixels outside a sentence, no best practice missed.
async function check(page, name, width, look) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) {
    const who = await page.evaluate(() => [...document.querySelectorAll('body *')]
      .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && getComputedStyle(e).position !== 'absolute')
      .slice(0, 3).map(e => e.tagName + '.' + e.className).join(' '));
    say(`${name} at ${width}: ${wide} px too wide: ${who}`);
  }
  const small = await page.evaluate(() => [...document.querySelectorAll('a, button, input, select, summary')]
    .filter(e => e.offsetParent && !e.closest('.skip') && !(e.tagName === 'A' && e.closest('p') && e.closest('p').textContent.trim() !== e.textContent.trim()))
    .filter(e => e.type !== 'hidden')
    .map(e => ({ e, r: e.getBoundingClientRect() })).filter(({ r }) => r.height < 23.5 || r.width < 23.5)
    .map(({ e, r }) => `${e.tagName} "${e.textContent.trim() || e.name}" ${Math.round(r.width)}x${Math.round(r.height)}`));
  small.forEach(text => say(`${name} at ${width}: small target ${text}`));
  if (look.axe === false) return;
  const axe = await page.evaluate(async source => {
    (0, eval)(source);
    const found = await Promise.race([window.axe.run(document, { resultTypes: ['violations'], preload: false, elementRef: false }),
      new Promise((done, fail) => setTimeout(() => fail(new Error('took too long')), 20000))]);
    return found.violations.map(v => `${v.id}: ${v.nodes[0].target} ${v.nodes[0].failureSummary.split('\n')[1] || ''}`);
  }, axeSource).catch(e => ['axe did not run: ' + e.message.split('\n')[0]]);
  axe.forEach(text => say(`${name} at ${width}: ${text}`));
}

async function walkAs(look) {
    const browser = await browserOf(look);
    const context = await browser.newContext({ viewport: { width: look.width, height: 800 }, ...(look.context || {}) });
    if (walk.cookie) await context.addCookies([{ name: 'smspay', value: walk.cookie, url: base }]);
    const page = await context.newPage();
    page.setDefaultTimeout(8000);
    // Script is off for all that a person does; only for what we measure it is on, and off again.
    const wire = look.noscript && await context.newCDPSession(page);
    const script = on => wire ? wire.send('Emulation.setScriptExecutionDisabled', { value: !on }) : undefined;
    await script(false);
    // The page's own policy stays in force for the page; only what we evaluate passes by it.
    page.on('console', m => { if (!/axe|status of 4(04|22)|^\[DOM\]/.test(m.text())) say(`console at ${look.width}: ${m.text()}`); });
    // What the next step breaks off has not failed.
    page.on('requestfailed', r => { if (r.failure().errorText !== 'net::ERR_ABORTED' && !r.url().endsWith('/icon.svg')) say(`failed: ${r.url()}`); });
    if (look.style) await context.route('**/*.css', async route => { const r = await route.fetch(); route.fulfill({ response: r, body: await r.text() + look.style }); });
    for (const step of walk.steps) {
      try {
        if (step.do) await ask(filled(step.do, look));
        const go = step.go && await meant(step.go, look);
        if (go) await page.goto(base + (look.prefix || '') + (look.prefix && go === '/' ? '' : go));
        // A folded form is opened first, by the action that it goes to.
        if (step.open) await page.locator(`details:has(form[action$="${step.open}"]) summary`).first().click();
        for (const [name, text] of Object.entries(step.fill || {})) {
          const value = await meant(text, look);
          const field = page.locator(`main [name="${name}"]`).last();
          const type = await field.getAttribute('type');
          const tag = await field.evaluate(e => e.tagName);
          if (tag === 'SELECT') await field.selectOption(value);
          else if (type === 'radio') await page.locator(`main [name="${name}"][value="${value}"]`).check();
          else if (type === 'checkbox') await field.check();
          else await field.fill(value);
        }
        if (step.press) await page.locator(step.press === true ? 'main .act button' : step.press.startsWith('/') ? `form[action$="${step.press}"] button` : step.press).last().click();
        await page.waitForLoadState('load');
        if (step.link) await page.locator(step.link).first().click();
        for (const [name, selector] of Object.entries(step.keep || {})) (look.vars = look.vars || {})[name] = (await page.locator(selector).first().innerText()).trim();
        const see = step.see && (typeof step.see === 'string' ? step.see : step.see[look.prefix ? 'en' : 'zh']);
        if (see && !(await page.locator('body').innerText()).includes(see)) say(`${step.shot || step.go} at ${look.width}: does not say ${see}, but ${(await page.locator('main').innerText()).slice(0, 300)}`);
        if (step.shot) {
          if (folder && !look.quiet) await page.screenshot({ path: `${folder}/${step.shot}-${look.name || look.width}.png`, fullPage: true });
          await script(true);
          await check(page, step.shot, look.name || look.width, look);
          await script(false);
        }
      } catch (e) {
        say(`${JSON.stringify(step)} at ${look.width}: ${e.message.split('\n')[0]}`);
      }
    }
    await context.close();
}

(async () => {
  // Where steps do not change what others see, two go at once: a page waits for the server half of its time.
  const waiting = [...walk.looks];
  const one = async () => { while (waiting.length) await walkAs(waiting.shift()); };
  await Promise.all(Array.from({ length: walk.together || 1 }, one));
  for (const browser of browsers.values()) await (await browser).close();
})();
