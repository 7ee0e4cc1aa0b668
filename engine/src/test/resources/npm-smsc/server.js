// A small SMSC on the npm package "smpp": says on standard output what it sees, one line each.
const smpp = require('smpp');

const say = (line) => process.stdout.write(line + '\n');

const server = smpp.createServer((session) => {
  const receipt = (id, submit) =>
    session.deliver_sm(
      {
        source_addr: submit.destination_addr,
        destination_addr: submit.source_addr,
        esm_class: 4,
        short_message: `id:${id} sub:001 dlvrd:001 submit date:0911020900 done date:0911020900 stat:DELIVRD err:000 text:`,
      },
      (answer) => say(`deliver_sm_resp ${answer.command_status}`),
    );

  session.on('bind_transceiver', (bind) => {
    session.send(bind.response());
    say(`bound ${bind.system_id}`);
    session.deliver_sm(
      { source_addr: '13800138000', destination_addr: '10658888', data_coding: 8, short_message: '开户KT' },
      (answer) => say(`deliver_sm_resp ${answer.command_status}`),
    );
  });
  session.on('submit_sm', (submit) => {
    say(`submit_sm ${submit.destination_addr} ${submit.short_message.message} reference ${submit.user_message_reference}`);
    session.send(submit.response({ message_id: 'npm-1' }));
    receipt('npm-1', submit);
  });
  session.on('enquire_link', (enquiry) => session.send(enquiry.response()));
  session.on('unbind', (unbind) => {
    say('unbind');
    session.send(unbind.response());
    session.close();
  });
  session.on('error', (error) => say(`error ${error.message}`));
});

server.listen(0, '127.0.0.1', () => say(`port ${server.address().port}`));
