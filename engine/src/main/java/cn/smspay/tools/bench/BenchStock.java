package cn.smspay.tools.bench;

import cn.smspay.cli.Exit;
import cn.smspay.store.sqlite.StoreSettings;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a database is filled with before it is measured. Once it is full this is written beside it, so that a second
 * measurement knows what it finds, and does not take a database whose filling was broken off for a full one.
 *
 * @param withPassword how many of the accounts have a pay password that can be typed
 * @param cards recharge cards
 * @param dialogues conversations that wait for an answer
 * @param fillSeconds how long filling took, 0 before
 */
record BenchStock(long accounts, long withPassword, long cards, long dialogues, double fillSeconds) {
    private static final String FILE = "stock.json";
    /** Passwords take milliseconds each to prepare, so only some accounts have one. */
    private static final long WITH_PASSWORD_MOST = 10_000;

    private static final long CARDS_USUAL = 300_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** For a measurement of minutes. */
    static BenchStock of(BenchLoad.Mix mix, long accounts) {
        return of(mix, accounts, CARDS_USUAL);
    }

    /** @param cards only the money mix uses them, and passwords */
    static BenchStock of(BenchLoad.Mix mix, long accounts, long cards) {
        return mix == BenchLoad.Mix.MONEY
                ? new BenchStock(accounts, Math.min(accounts, WITH_PASSWORD_MOST), cards, 0, 0)
                : new BenchStock(accounts, 0, 0, 0, 0);
    }

    /** Whether a database with this will do for a measurement that wants {@code wanted}. */
    boolean serves(BenchStock wanted) {
        return accounts == wanted.accounts
                && withPassword >= wanted.withPassword
                && cards >= wanted.cards
                && dialogues >= wanted.dialogues;
    }

    /**
     * Fills the database in this folder, in a process of its own so that the measured one is as after any other start; or
     * leaves the full one that is there.
     *
     * @return what there is now
     */
    BenchStock provide(Path folder, List<String> jvm) throws IOException {
        var found = read(folder);
        if (found.isPresent()) {
            if (!found.get().serves(this)) {
                throw new Exit.Refused("the database in " + folder + " was filled with "
                        + found.get().contents() + ", not with " + contents() + "; name another folder with --data");
            }
            return found.get();
        }
        if (Files.exists(folder.resolve(StoreSettings.FILE))) {
            throw new Exit.Refused("the database in " + folder
                    + " was not filled to the end by a benchmark; delete it, or name another folder with --data");
        }
        try (var filling = BenchProcess.start(
                folder,
                jvm,
                List.of(
                        "bench",
                        "fill",
                        "--accounts=" + accounts,
                        "--with-password=" + withPassword,
                        "--cards=" + cards,
                        "--dialogues=" + dialogues))) {
            filling.await("full", BenchReport::progress);
        }
        return read(folder).orElseThrow();
    }

    void write(Path folder) throws IOException {
        JSON.writeValue(folder.resolve(FILE).toFile(), this);
    }

    private static Optional<BenchStock> read(Path folder) throws IOException {
        var file = folder.resolve(FILE);
        return Files.exists(file) ? Optional.of(JSON.readValue(file.toFile(), BenchStock.class)) : Optional.empty();
    }

    private String contents() {
        return String.format(
                Locale.ROOT,
                "%d accounts (%d with password), %d cards and %d dialogues",
                accounts,
                withPassword,
                cards,
                dialogues);
    }
}
