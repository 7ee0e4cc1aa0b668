package cn.smspay.books.charge;

import cn.smspay.store.Store;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Charges again what a tariff that came late makes dearer or cheaper (D-32): by corrections, nothing written is changed. */
public final class Rerating {
    /** Corrections in one transaction: others have room between. */
    private static final int AT_ONCE = 50;

    private final Store store;
    private final Billing billing;
    private final Tariffs tariffs;

    public Rerating(Store store, Tariffs tariffs) {
        this.store = store;
        this.billing = new Billing(tariffs.amounts());
        this.tariffs = tariffs;
    }

    /** A record whose amount is not what the tariffs say. */
    public record FeeDifference(ChargeNumber number, long chargedLi, int rightLi) {}

    /** Charged records accounted on these days that cost something else now; free ones stay free, corrected ones are left. */
    public List<FeeDifference> differences(LocalDate from, LocalDate to) {
        var found = new ArrayList<FeeDifference>();
        for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
            for (ChargeRecord record : billing.list(store, day)) {
                int right =
                        tariffs.li(record.message().service(), record.timing().eventAt());
                if (record.corrects() == null
                        && record.fee().amountLi() > 0
                        && record.fee().amountLi() != right) {
                    found.add(new FeeDifference(record.number(), record.fee().amountLi(), right));
                }
            }
        }
        var corrected = corrected(found);
        return found.stream()
                .filter(difference -> !corrected.contains(difference.number()))
                .toList();
    }

    private Set<ChargeNumber> corrected(List<FeeDifference> differences) {
        var corrected = new HashSet<ChargeNumber>();
        for (int first = 0; first < differences.size(); first += AT_ONCE) {
            var slice = differences.subList(first, Math.min(first + AT_ONCE, differences.size()));
            var numbers = slice.stream().map(it -> it.number().value()).toList();
            corrected.addAll(store.read(
                    sql -> sql.createQuery("select corrected from charge_correction where corrected in (<numbers>)")
                            .bindList("numbers", numbers)
                            .map((row, context) -> new ChargeNumber(row.getLong(1)))
                            .list()));
        }
        return corrected;
    }

    /** Corrects the records to what they cost. Returns the numbers of the corrections. */
    public List<ChargeNumber> apply(List<FeeDifference> differences, Instant now) {
        var made = new ArrayList<ChargeNumber>();
        for (int first = 0; first < differences.size(); first += AT_ONCE) {
            var slice = differences.subList(first, Math.min(first + AT_ONCE, differences.size()));
            made.addAll(store.write(tx -> slice.stream()
                    .map(it -> billing.correct(tx, it.number(), it.rightLi(), "RERATED", now))
                    .toList()));
        }
        return made;
    }
}
