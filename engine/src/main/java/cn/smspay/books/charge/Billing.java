package cn.smspay.books.charge;

import cn.smspay.base.ServiceDay;
import cn.smspay.store.Store;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Writes charge records: one per uplink (R 3.0.4), numbered without gaps, chained by SHA-256, never changed.
 * {@link #record} and {@link #correct} run on the writing thread; the rest is thread-safe.
 */
public final class Billing {
    private static final String SERIES = "charge";

    private volatile List<Tariff> tariffs;
    private final UnaryOperator<Instant> believed;
    private final CsvLine line = new CsvLine();

    public Billing(List<Tariff> tariffs) {
        this(tariffs, UnaryOperator.identity());
    }

    /** @param believed what is believed of a time that the clock showed: a wrong one opens no accounting day */
    public Billing(List<Tariff> tariffs, UnaryOperator<Instant> believed) {
        this.tariffs = List.copyOf(tariffs);
        this.believed = believed;
    }

    /** What is recorded from now on has these amounts. Any thread. */
    public void use(List<Tariff> others) {
        tariffs = List.copyOf(others);
    }

    /** Billing with the service's one tariff. */
    public Billing() {
        this(Tariff.SERVICE);
    }

    /**
     * Writes the record of one uplink into this transaction: one row, and the head of the chain once per batch. Never
     * refuses: an amount without a tariff is stored as {@link Tariff#UNKNOWN}.
     */
    public ChargeNumber record(Tx tx, Charge charge) {
        var head = head(tx);
        var own = ServiceDay.of(believed.apply(charge.receivedAt()));
        var tariff = Tariff.of(tariffs, charge.chargeLi());
        return add(
                tx,
                head,
                new ChargeRecord(
                        new ChargeNumber(tx.next(SERIES)),
                        null,
                        charge.uplink(),
                        Timing.of(charge.receivedAt(), charge.recordedAt(), own, head.day()),
                        charge.who().clean(),
                        charge.message().clean(),
                        charge.what().clean(),
                        new Fee(tariff.feeType(), tariff.id(), charge.chargeLi()),
                        charge.transfer()));
    }

    public static ChargeHead head(Tx tx) {
        return tx.find(ChargeHead.TABLE, 1).orElse(ChargeHead.START);
    }

    ChargeNumber add(Tx tx, ChargeHead head, ChargeRecord record) {
        if (record.number().value() != head.number() + 1) {
            throw new IllegalStateException("the next charge record is " + record.number() + ", but the chain ends at "
                    + head.number() + ": somebody changed the tables by hand");
        }
        var text = line.of(record).toBytes();
        var link = new Chain(head.chain()).add(text, 0, text.length);
        tx.add(ChargeRow.TABLE, ChargeRow.of(record, text, link));
        tx.put(
                ChargeHead.TABLE,
                new ChargeHead(1, record.number().value(), record.timing().day(), link));
        return record.number();
    }

    /**
     * Writes a record that sets the amount of an earlier one to {@code amountLi}, by holding the difference.
     *
     * @throws IllegalArgumentException if there is no such record or it has been corrected already (correct the
     *     correction then); nothing was written
     */
    public ChargeNumber correct(Tx tx, ChargeNumber earlier, long amountLi, String disposition, Instant now) {
        var wrong = find(tx, earlier)
                .orElseThrow(() -> new IllegalArgumentException("there is no charge record " + earlier));
        tx.find(Correction.TABLE, earlier).ifPresent(done -> {
            throw new IllegalArgumentException(
                    "charge record " + earlier + " was corrected by record " + done.number());
        });
        var head = head(tx);
        var today = ServiceDay.of(now);
        var day = today.isBefore(head.day()) ? head.day() : today;
        var eventAt = wrong.timing().eventAt();
        var when = new Timing(eventAt, now, day, ServiceDay.of(eventAt).isBefore(day));
        var number = new ChargeNumber(tx.next(SERIES));
        tx.add(Correction.TABLE, new Correction(earlier, number));
        long difference = Math.subtractExact(amountLi, wrong.fee().amountLi());
        return add(tx, head, wrong.correctedBy(number, difference, disposition, when));
    }

    /** The record with this number. */
    public Optional<ChargeRecord> find(Tx tx, ChargeNumber number) {
        return tx.find(ChargeRow.TABLE, number).map(row -> new ChargeLine().record(row));
    }

    /** The record that corrects this one, if one does. */
    public Optional<ChargeNumber> correctionOf(Tx tx, ChargeNumber number) {
        return tx.find(Correction.TABLE, number).map(Correction::number);
    }

    /** The records accounted on this day, in order. For a day of an ordinary size; see {@link Charges} for streams. */
    public List<ChargeRecord> list(Store store, LocalDate day) {
        var found = new ArrayList<ChargeRecord>();
        var charges = new Charges(store);
        var range = charges.ofDay(ServiceDay.of(day));
        charges.forEach(range, found::add);
        return found;
    }

    record Correction(ChargeNumber corrected, ChargeNumber number) {
        static final Table<ChargeNumber, Correction> TABLE =
                Table.of("charge_correction", ChargeNumber.class, Correction.class);
    }
}
