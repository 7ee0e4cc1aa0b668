package cn.smspay.web.console;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an operator sees of a running engine, by whichever door he looks: the command line, JSON or the page. Numbers of people
 * are masked, texts are their command words. Thread-safe.
 */
public interface EngineView {
    /** What this engine is called. */
    String node();

    StatusView status();

    List<BindView> binds();

    List<TrunkView> trunks();

    /** Conversations that wait for an answer, and calls. */
    List<TalkView> talks();

    List<AlarmView> alarms();

    /** What could not be read or handled, the newest first. */
    List<QuarantinedMessage> quarantine();

    /** Messages in and out, by half hours of the last day, the oldest first. */
    Traffic traffic();

    /**
     * What happened to one person on a day; whoever asks says why, and that is kept.
     *
     * @param whom a number of eleven digits, or {@code uplink:} and the number of one message
     * @param day null for the day of the message, or today
     * @return empty if there is no such message
     */
    Optional<StoryView> story(String whom, @Nullable LocalDate day, ConsoleUser asked);

    /** Who looks, and why. */
    record ConsoleUser(String who, String why) {}

    /**
     * Whether it is well, in numbers.
     *
     * @param serving whether subscribers are served
     * @param trouble how many alarms there are
     * @param release the first digits of the hash of the dialogues in use
     */
    record StatusView(
            Instant at,
            boolean serving,
            int trouble,
            String version,
            String commit,
            String node,
            Instant upSince,
            String release,
            @Nullable Instant releaseSince,
            int bindsUp,
            int binds,
            WriterView writer,
            OutboxView outbox,
            DiskView disk,
            BillingState billing,
            int conversations,
            int calls,
            long quarantined,
            boolean clockDoubted,
            String keyId) {}

    /** @param diskWaitMillis what 99 of 100 waits for the disk do not exceed */
    record WriterView(int waiting, long batches, double diskWaitMillis) {}

    record OutboxView(int waiting, long oldestMillis) {}

    /**
     * @param freePercent -1 if it cannot be read
     * @param checkpointSeconds since the log was last copied into the database
     */
    record DiskView(
            long databaseBytes,
            long logBytes,
            long freePercent,
            long checkpointSeconds,
            @Nullable Instant lastBackup) {}

    /**
     * @param openRecords that no file holds yet
     * @param sequence of the newest file, 0 before the first
     * @param stuck why files are not written or not sent on, if they are not
     */
    record BillingState(
            long openRecords,
            long sequence,
            @Nullable Instant closedAt,
            @Nullable Instant sentAt,
            @Nullable String stuck) {}

    /**
     * One connection of a bind.
     *
     * @param state bound, connecting, down or stopped
     * @param error why it was last lost or refused
     */
    record BindView(
            String name,
            String state,
            Instant since,
            String host,
            int windowUsed,
            int window,
            long delivered,
            long submitted,
            long throttled,
            double roundTripMillis,
            String error) {}

    /**
     * @param registered whether we are registered there; null where we do not register
     * @param hosts those that are asked whether they are there
     */
    record TrunkView(String name, @Nullable Boolean registered, List<PingView> hosts) {}

    /** Whether a host answers our pings, and since when that is so. */
    record PingView(String host, boolean answers, Instant since) {}

    /**
     * @param kind sms or call
     * @param number masked, empty if withheld
     * @param at where in the dialogue: its name and step, or the path through the menu
     * @param place file and line of the step
     */
    record TalkView(
            String kind,
            long id,
            String number,
            String at,
            String place,
            int tries,
            @Nullable Instant since,
            @Nullable Instant expires) {}

    /** @param times how often it was seen; null where that is not counted */
    record AlarmView(
            String name,
            String what,
            Instant first,
            Instant last,
            @Nullable Long times,
            String advice) {}

    record QuarantinedMessage(long id, Instant at, String bind, String reason, int octets) {}

    /**
     * By half hours.
     *
     * @param first the beginning of the first half hour
     * @param answerMillisP95 what 95 of 100 answers did not exceed from their decision to being taken by an SMSC, -1 where none was
     */
    record Traffic(Instant first, List<Long> uplinks, List<Long> answers, List<Long> answerMillisP95) {}

    /** Between whom something went. */
    enum Actor {
        PHONE,
        SMSC,
        ENGINE,
        BOOK
    }

    /**
     * One thing that happened; {@code from} and {@code to} are the same for what happened inside.
     *
     * @param zh the same in Chinese
     */
    record StoryStep(Instant at, Actor from, Actor to, String text, String zh) {}

    /**
     * @param who masked
     * @param chargedLi for the messages of the story, in 0.001 yuan
     */
    record StoryView(
            String who, LocalDate day, int uplinks, int answers, int calls, long chargedLi, List<StoryStep> steps) {}
}
