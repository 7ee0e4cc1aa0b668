// An SMSC on the npm package "smpp" for whole conversations. It prints what it receives as one line of JSON each, and reads
// one line of JSON each for what a handset sends: {"from": "13900000000", "text": "KT"}.
const readline = require('readline');
const smpp = require('smpp');

const say = (event) => process.stdout.write(JSON.stringify(event) + '\n');
let esme;
let lastId = 0;

const server = smpp.createServer((session) => {
  session.on('bind_transceiver', (bind) => {
    const good = bind.system_id === 'local' && bind.password === 'local';
    session.send(bind.response({ command_status: good ? smpp.ESME_ROK : smpp.ESME_RINVPASWD, system_id: 'npm' }));
    esme = session;
    say({ event: 'bound', version: bind.interface_version });
  });
  session.on('submit_sm', (submit) => {
    const id = `npm-${++lastId}`;
    session.send(submit.response({ message_id: id }));
    const udh = submit.short_message.udh;
    say({
      event: 'submit',
      to: submit.destination_addr,
      from: submit.source_addr,
      coding: submit.data_coding,
      text: submit.short_message.message.toString(),
      parts: udh ? udh.map((element) => [...element]) : [],
    });
    session.deliver_sm(
      {
        source_addr: submit.destination_addr,
        destination_addr: submit.source_addr,
        esm_class: 4,
        short_message: `id:${id} sub:001 dlvrd:001 submit date:0911020900 done date:0911020900 stat:DELIVRD err:000 text:`,
      },
      (answer) => say({ event: 'receipt', status: answer.command_status }),
    );
  });
  session.on('enquire_link', (enquiry) => session.send(enquiry.response()));
  session.on('unbind', (unbind) => {
    session.send(unbind.response());
    session.close();
    say({ event: 'unbound' });
  });
  session.on('error', (error) => say({ event: 'error', message: error.message }));
});

readline.createInterface({ input: process.stdin }).on('line', (line) => {
  const { from, text } = JSON.parse(line);
  const coding = /^[\x00-\x7f]*$/.test(text) ? 0 : 8;
  esme.deliver_sm(
    { source_addr: from, destination_addr: '10658888', data_coding: coding, short_message: text },
    (answer) => say({ event: 'taken', status: answer.command_status }),
  );
});

server.listen(0, '127.0.0.1', () => say({ event: 'listening', port: server.address().port }));
