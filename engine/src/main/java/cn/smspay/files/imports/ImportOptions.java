package cn.smspay.files.imports;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * How a file is taken in.
 *
 * @param dryRun whether everything is tried and nothing kept
 * @param passwords what holders of accounts that are taken over get
 * @param textsPerSecond at most, of the texts with their passwords
 * @param rest gives way to others for so long, between one slice and the next
 * @param progress told now and then how many rows are done
 */
public record ImportOptions(
        boolean dryRun, Passwords passwords, int textsPerSecond, Consumer<Duration> rest, IntConsumer progress) {
    /** Texts a second unless told otherwise: a hundred thousand passwords are not to keep other answers waiting. */
    public static final int TEXTS_PER_SECOND = 20;

    /** First passwords of accounts that are taken over. */
    public enum Passwords {
        /** Both come by text, as soon as the engine runs. */
        SMS,
        /** M gives the login password, the site or an agent the payment password. */
        NONE
    }

    /** Without giving way, for a database that nobody else uses. */
    public static ImportOptions alone() {
        return new ImportOptions(false, Passwords.SMS, TEXTS_PER_SECOND, pause -> {}, rows -> {});
    }

    ImportOptions asDryRun() {
        return new ImportOptions(true, passwords, textsPerSecond, rest, progress);
    }
}
