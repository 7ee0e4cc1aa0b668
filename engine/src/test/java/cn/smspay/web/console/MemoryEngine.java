package cn.smspay.web.console;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An engine that is as a test says, and remembers who asked for a story. It is nine in the morning of 2 November 2009 in Shanghai. */
final class MemoryEngine implements EngineView {
    static final Instant NOW = Instant.parse("2009-11-02T01:00:00Z");

    boolean serving = true;
    boolean clockDoubted;
    long freePercent = 37;
    long oldestMillis = 1_550;

    @Nullable
    Instant lastBackup;

    BillingState billing = new BillingState(3, 0, null, null, null);
    List<AlarmView> alarms = new ArrayList<>();
    List<BindView> binds = new ArrayList<>();
    List<TrunkView> trunks = new ArrayList<>();
    List<TalkView> talks = new ArrayList<>();
    List<QuarantinedMessage> quarantine = new ArrayList<>();
    List<Long> uplinks = new ArrayList<>(Collections.nCopies(48, 0L));
    List<Long> waits = new ArrayList<>(Collections.nCopies(48, -1L));

    @Nullable
    StoryView story;

    final List<String> asked = new ArrayList<>();

    static AlarmView alarm(String name, @Nullable Long times) {
        return new AlarmView(name, "what was seen", NOW, NOW, times, "call somebody");
    }

    @Override
    public String node() {
        return "n1";
    }

    @Override
    public StatusView status() {
        return new StatusView(
                NOW,
                serving,
                alarms.size(),
                "1.0",
                "abc",
                "n1",
                NOW,
                "0123456789ab",
                NOW,
                1,
                1,
                new WriterView(1_234, 7, 2.5),
                new OutboxView(5_678, oldestMillis),
                new DiskView(12_900_000, 999_999, freePercent, 8, lastBackup),
                billing,
                3,
                2,
                0,
                clockDoubted,
                "key-1");
    }

    @Override
    public List<BindView> binds() {
        return binds;
    }

    @Override
    public List<TrunkView> trunks() {
        return trunks;
    }

    @Override
    public List<TalkView> talks() {
        return talks;
    }

    @Override
    public List<AlarmView> alarms() {
        return alarms;
    }

    @Override
    public List<QuarantinedMessage> quarantine() {
        return quarantine;
    }

    @Override
    public Traffic traffic() {
        return new Traffic(NOW.minusSeconds(24 * 3600), uplinks, uplinks, waits);
    }

    @Override
    public Optional<StoryView> story(String whom, @Nullable LocalDate day, ConsoleUser user) {
        asked.add(user.who() + " asks for " + whom + " of " + day + ": " + user.why());
        if (whom.equals("139")) {
            throw new IllegalArgumentException("no number");
        }
        return Optional.ofNullable(story);
    }
}
