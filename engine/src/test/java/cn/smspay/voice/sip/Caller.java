package cn.smspay.voice.sip;

import cn.smspay.talk.dialogue.Spoken;
import cn.smspay.talk.script.ValueKind;
import cn.smspay.voice.call.SpokenVoice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Somebody who calls the service, listens until he has heard a sentence to its end, and presses keys. For one thread. */
public final class Caller implements AutoCloseable {
    private final TestPhone phone;
    private final String number;
    private final SpokenVoice voice;
    private boolean byInfo;
    private byte[] heard = new byte[0];
    private int heardTo;

    /** @param number whom the trunk asserts to be calling; nothing is asserted if it is empty */
    public Caller(int sipPort, String number, SpokenVoice voice) throws IOException {
        this.phone = new TestPhone("127.0.0.1", sipPort);
        this.number = number;
        this.voice = voice;
    }

    /** From now on keys travel with the signalling, so that they cannot be overtaken by what follows them. */
    public Caller pressingByInfo() {
        byInfo = true;
        return this;
    }

    /** Calls, and acknowledges the answer. */
    public Caller dial() throws IOException {
        if (number.isEmpty()) {
            phone.invite("8 101", TestPhone.events());
        } else {
            phone.invite("8 101", TestPhone.events(), "P-Asserted-Identity: <tel:+86" + number + ">");
        }
        phone.send("ACK", "");
        return this;
    }

    /** Listens until this sentence has been said, sample by sample. */
    public Caller hears(String template) throws IOException {
        return hears(template, Map.of());
    }

    /** The same with amounts of money, by name. */
    public Caller hears(String template, Map<String, String> amounts) throws IOException {
        var values = new HashMap<String, Spoken.Value>();
        amounts.forEach((name, amount) -> values.put(name, new Spoken.Value(ValueKind.MONEY, amount)));
        return hears(new Spoken("zh", template, values));
    }

    /** The same with values of any kind. */
    public Caller hears(Spoken words) throws IOException {
        var wanted = voice.alaw(words);
        while (true) {
            int at = find(heard, heardTo, wanted);
            if (at >= 0) {
                heardTo = at + wanted.length;
                return this;
            }
            hear(words.template());
        }
    }

    private void hear(String wanted) throws IOException {
        try {
            var all = new ByteArrayOutputStream();
            all.write(heard, heardTo, heard.length - heardTo);
            all.writeBytes(phone.hear().payload());
            heard = all.toByteArray();
            heardTo = 0;
        } catch (SocketTimeoutException e) {
            throw new AssertionError(number + " does not hear " + wanted + " but gets " + phone.messages(), e);
        }
    }

    private static int find(byte[] all, int from, byte[] part) {
        for (int at = from; at + part.length <= all.length; at++) {
            if (Arrays.equals(all, at, at + part.length, part, 0, part.length)) {
                return at;
            }
        }
        return -1;
    }

    public Caller presses(String keys) throws IOException {
        for (char key : keys.toCharArray()) {
            if (byInfo) {
                phone.send("INFO", "Signal=" + key + "\r\nDuration=160\r\n");
                phone.isAnswered("INFO");
            } else {
                phone.press(key);
            }
        }
        return this;
    }

    public void hangsUp() throws IOException {
        phone.send("BYE", "");
        phone.isAnswered("BYE");
    }

    /** Waits for the service to hang up. */
    public void isHungUpOn() throws IOException {
        var bye = phone.after("SIP/2.0 200");
        if (!bye.startsWith("BYE ")) {
            throw new AssertionError("expected BYE but got " + bye);
        }
        phone.reply(bye, "200 OK");
    }

    @Override
    public void close() {
        phone.close();
    }
}
