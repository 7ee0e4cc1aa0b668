package cn.smspay.files.billing;

import cn.smspay.base.ServiceDay;
import cn.smspay.books.charge.Chain;
import cn.smspay.books.charge.ChargeNumber;
import cn.smspay.books.charge.ChargeRecord;
import cn.smspay.books.charge.Charges;
import cn.smspay.books.charge.DamagedBilling;
import cn.smspay.files.format.BillingFile;
import cn.smspay.files.format.CloseReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides which file is to be closed next; changes nothing. */
final class DueFiles {
    private static final Logger LOG = LoggerFactory.getLogger(DueFiles.class);
    /**
     * Days in a row that get empty files. After a longer silence the engine was not there, or its clock is wrong: the last
     * of these days lead up to the present, and the days before them have no file. Numbers of files follow on all the same,
     * so a receiver misses none.
     */
    static final int EMPTY_DAYS_MAX = 48;

    /** Days in a row that get empty files at once by a clock that nobody has seen going on. */
    private static final int UNPROVEN_DAYS_MAX = 7;
    /** No record is shorter in any format; so a file that is due by this figure is really full. */
    private static final int BYTES_LEAST = 200;

    private final Charges charges;
    private final FileRows rows;
    private final BillingSettings settings;
    private final ClockReadings clock;

    DueFiles(Charges charges, FileRows rows, BillingSettings settings, ClockReadings clock) {
        this.clock = clock;
        this.charges = charges;
        this.rows = rows;
        this.settings = settings;
    }

    /** The day that is open by the clock: until the grace has passed it is still yesterday. */
    ServiceDay openDay(Instant now) {
        return ServiceDay.of(now.minus(settings.midnightGrace()));
    }

    /** The records that no file holds yet. */
    Charges.Range open() {
        long first = rows.lastOfAll().map(BillingFile::lastNumber).orElse(0L) + 1;
        return new Charges.Range(first, rows.head().number());
    }

    /**
     * The next file, its reason and the range that it may hold.
     *
     * @param forced close what is open for this reason, although no limit is reached
     */
    Optional<BillingFile> next(Instant now, @Nullable CloseReason forced) {
        var open = open();
        var before = rows.last();
        if (open.size() == 0) {
            return before.flatMap(last -> emptyDay(last, openDay(now), now));
        }
        var first = charges.find(new ChargeNumber(open.first())).stream()
                .findFirst()
                .orElseThrow(() -> new DamagedBilling("charge record " + open.first() + " is missing"));
        return before.flatMap(last -> emptyDay(last, first.timing().day(), now))
                .or(() -> full(open, first, now, forced));
    }

    private Optional<BillingFile> emptyDay(BillingFile last, ServiceDay until, Instant now) {
        var day = ServiceDay.of(last.day().date().plusDays(1));
        if (!settings.emptyFiles() || !day.isBefore(until)) {
            return Optional.empty();
        }
        if (day.isBefore(ServiceDay.of(until.date().minusDays(UNPROVEN_DAYS_MAX))) && !clock.isProven(now)) {
            LOG.warn(
                    "no billing files yet for {} to {}, days without records: the engine did not run, or its clock is"
                            + " wrong; they follow when the clock has gone on for half a day",
                    day,
                    until);
            return Optional.empty();
        }
        var first = ServiceDay.of(until.date().minusDays(EMPTY_DAYS_MAX));
        if (day.isBefore(first)) {
            LOG.warn(
                    "no billing files for {} to {}, days without records: more than {} would be due at once;"
                            + " the engine did not run, or its clock is wrong",
                    day,
                    ServiceDay.of(first.date().minusDays(1)),
                    EMPTY_DAYS_MAX);
            day = first;
        }
        return Optional.of(plan(day, 0, now, CloseReason.MIDNIGHT));
    }

    private Optional<BillingFile> full(
            Charges.Range open, ChargeRecord first, Instant now, @Nullable CloseReason forced) {
        long ofDay = Math.min(charges.ofDay(first.timing().day()).last(), open.last()) - open.first() + 1;
        boolean dayIsOver = ofDay < open.size() || first.timing().day().isBefore(openDay(now));
        CloseReason reason;
        if (ofDay >= settings.recordsMax()) {
            reason = CloseReason.RECORDS;
        } else if (dayIsOver) {
            reason = CloseReason.MIDNIGHT;
        } else if (ofDay * BYTES_LEAST >= settings.bytesMax()) {
            reason = CloseReason.BYTES;
        } else if (Duration.between(first.timing().recordedAt(), now).compareTo(settings.ageMax()) >= 0) {
            reason = CloseReason.AGE;
        } else if (forced != null) {
            reason = forced;
        } else {
            return Optional.empty();
        }
        return Optional.of(plan(first.timing().day(), Math.min(ofDay, settings.recordsMax()), now, reason));
    }

    private BillingFile plan(ServiceDay day, long records, Instant now, CloseReason reason) {
        var lastOfAll = rows.lastOfAll();
        var chain = lastOfAll.map(BillingFile::chainAfter).orElse(Chain.GENESIS);
        return new BillingFile(
                new BillingFile.Key(
                        settings.node(),
                        settings.stream(),
                        rows.last().map(f -> f.key().sequence()).orElse(0L) + 1),
                day,
                lastOfAll.map(BillingFile::lastNumber).orElse(0L) + 1,
                records,
                0,
                null,
                null,
                now,
                reason,
                settings.nodeAddress(),
                settings.extension(),
                chain,
                chain,
                BillingFile.LAYOUT,
                rows.bookHeads());
    }
}
