package cn.smspay.web.handset;

import cn.smspay.base.Fen;
import cn.smspay.net.http.HttpSettings;
import cn.smspay.testing.PageClient;
import cn.smspay.testing.PageClient.Page;
import cn.smspay.testing.TestClock;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The pages of telephones that do nothing but remember, and a browser. */
final class HandsetFixture implements AutoCloseable {
    static final String ALICE = "13800000001";

    final TestClock clock = new TestClock();
    final Phones phones = new Phones();
    final PageClient client;
    private final HandsetDoor door;

    HandsetFixture() {
        try {
            door = new HandsetDoor(HttpSettings.loopback("handset", 0), phones, clock, new SecureRandom());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        client = new PageClient(door.port());
    }

    @Override
    public void close() {
        door.close();
    }

    /** The fields of a row like {@code press=2&open=yes}. */
    static Map<String, String> fields(String row) {
        var typed = new HashMap<String, String>();
        for (String field : row.split("&")) {
            typed.put(field.split("=", 2)[0], field.split("=", 2)[1]);
        }
        return typed;
    }

    /** They do nothing. */
    static final class Phones implements DemoPhones {
        final List<String> done = new ArrayList<>();
        Talk talk = new Talk(List.of(), 0);
        PhoneCall call = new PhoneCall(false, List.of(), "");
        Screen screen = new Screen(false, List.of(), List.of(), false);
        Purse purse = Purse.NONE;
        ActOutcome outcome = ActOutcome.of("done");

        @Override
        public List<PhoneOwner> cast() {
            return List.of(new PhoneOwner(ALICE, "有钱"), new PhoneOwner("13900000002", "没有账户"));
        }

        @Override
        public Talk talk(String number) {
            return talk;
        }

        @Override
        public void send(String number, String text) {
            done.add(number + " sends " + text);
        }

        @Override
        public PhoneCall call(String number) {
            return call;
        }

        @Override
        public void dial(String number, String service) {
            done.add("dials " + service);
        }

        @Override
        public void key(String number, char key) {
            done.add("key " + key);
        }

        @Override
        public void wait(String number) {
            done.add("waits");
        }

        @Override
        public void hangUp(String number) {
            done.add("hangs up");
        }

        @Override
        public Screen screen(String number) {
            return screen;
        }

        @Override
        public void press(String number, String text) {
            done.add("presses '" + text + "'");
        }

        @Override
        public Purse purse(String number) {
            return purse;
        }

        @Override
        public ActOutcome hall(String number, HallAct act) {
            done.add("hall " + act);
            return outcome;
        }

        @Override
        public ActOutcome load(String number, Fen amount) {
            done.add("loads " + amount);
            return outcome;
        }

        @Override
        public ActOutcome tap(String number, Fen amount) {
            return outcome;
        }

        @Override
        public int taken() {
            return 0;
        }

        @Override
        public ActOutcome batch() {
            return outcome;
        }

        @Override
        public ActOutcome swap(String number) {
            done.add("swaps");
            return outcome;
        }

        @Override
        public void tear() {
            done.add("tears");
        }
    }

    /** Sends these fields there, with the token of a form of that page. */
    Page post(String page, String action, Map<String, String> fields) {
        var all = new HashMap<>(fields);
        all.put(
                "csrf",
                client.get(page).html().select("input[name=csrf]").first().val());
        return client.post(action, all);
    }

    Page followed(String page, String action, Map<String, String> fields) {
        return client.follow(post(page, action, fields));
    }
}
