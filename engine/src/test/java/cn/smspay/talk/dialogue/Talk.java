package cn.smspay.talk.dialogue;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import cn.smspay.base.Channel;
import cn.smspay.base.ConversationId;
import cn.smspay.base.Secret;
import cn.smspay.base.ServiceNumber;
import cn.smspay.talk.actions.ServiceCatalogue;
import cn.smspay.talk.reading.ScriptFiles;
import cn.smspay.talk.script.Scripts;
import cn.smspay.testing.TestClock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A subscriber talking to the shipped dialogues: actions end as the test says, and everything is remembered. */
final class Talk {
    static final Scripts SHIPPED = ScriptFiles.load(
                    Path.of(System.getProperty("smspay.root", "..")).resolve("dialogs"),
                    Path.of(System.getProperty("smspay.root", "..")).resolve("ivr-scripts"),
                    ServiceCatalogue.catalogue())
            .orThrow();

    final TestClock clock = new TestClock();
    final Set<String> guards = new HashSet<>(Set.of("pin_for_close", "pin_for_withdrawal", "pin_for_bill"));
    final Map<String, String> limits =
            new HashMap<>(Map.of("withdraw_min", "1.00", "withdraw_max", "5000.00", "bill_max", "1000.00"));
    final Map<String, String> settings = new HashMap<>(
            Map.of("site", "pay.example.cn", "service", "10658888", "first_of_month", "20091101", "fee", "0.1"));
    final List<PendingAction> done = new ArrayList<>();
    final List<Say> says = new ArrayList<>();
    final List<Say> sms = new ArrayList<>();
    final List<String> alarms = new ArrayList<>();
    Machine machine = new Machine(SHIPPED);
    OpenConversations open = OpenConversations.NONE;
    String language = "zh";

    @Nullable
    Turn last;

    private final Map<String, List<Outcome>> outcomes = new HashMap<>();
    private long ids = 100;

    private final class Known implements Facts {
        @Override
        public boolean holds(String guard) {
            return guards.contains(guard);
        }

        @Override
        public String limit(String name) {
            return limits.getOrDefault(name, "");
        }

        @Override
        public String setting(String name) {
            return settings.getOrDefault(name, "");
        }

        @Override
        public String language() {
            return language;
        }

        @Override
        public Instant now() {
            return clock.instant();
        }

        @Override
        public ConversationId newConversation() {
            return new ConversationId(++ids);
        }
    }

    boolean nothingIsOpen() {
        return open.asking() == null && open.kept() == null;
    }

    Facts facts() {
        return new Known();
    }

    /** The next calls of an action end so, in this order; the last one stays. */
    Talk ends(String action, Outcome... how) {
        outcomes.put(action, new ArrayList<>(List.of(how)));
        return this;
    }

    Talk ends(String action, String outcome, String... namesAndValues) {
        return ends(action, how(outcome, namesAndValues));
    }

    static Outcome how(String outcome, String... namesAndValues) {
        var values = new HashMap<String, String>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Outcome(outcome, values, List.of());
    }

    /** Sends a text; answers with the ids of what was said. */
    List<String> hear(String text) {
        return follow(machine.hear(open, text, facts(), clock.instant()));
    }

    List<String> start(String dialog, String step, Channel origin) {
        return follow(machine.start(dialog, step, origin, open, facts(), clock.instant()));
    }

    List<String> call() {
        return follow(machine.call(new ServiceNumber("12588"), false, facts(), clock.instant()));
    }

    List<String> press(String keys) {
        return voice(new VoiceInput.Keys(new Secret(keys)));
    }

    List<String> voice(VoiceInput event) {
        var call = open.asking();
        assertNotNull(call);
        return follow(machine.voice(call, event, facts(), clock.instant()));
    }

    String text() {
        return says.get(says.size() - 1).written();
    }

    List<String> texts() {
        return says.stream().map(Say::written).toList();
    }

    String disposition() {
        return turn().heard().disposition();
    }

    Turn turn() {
        var turn = last;
        assertNotNull(turn);
        return turn;
    }

    @Nullable
    String step() {
        var asking = open.asking();
        return asking == null ? null : asking.dialog() + "." + asking.step();
    }

    private List<String> follow(Turn first) {
        says.clear();
        sms.clear();
        var turn = first;
        while (true) {
            says.addAll(turn.says());
            sms.addAll(turn.sms());
            alarms.addAll(turn.alarms());
            var doing = turn.doing();
            if (doing == null) {
                break;
            }
            done.add(doing);
            turn = machine.outcome(doing, outcome(doing.action()), facts(), clock.instant());
        }
        last = turn;
        open = turn.open();
        return says.stream().map(Say::id).toList();
    }

    private Outcome outcome(String action) {
        var how = outcomes.getOrDefault(action, new ArrayList<>(List.of(how("ok"))));
        return how.size() > 1 ? how.remove(0) : how.get(0);
    }
}
