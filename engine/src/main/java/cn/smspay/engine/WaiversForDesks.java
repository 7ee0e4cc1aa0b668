package cn.smspay.engine;

import cn.smspay.books.charge.ChargeNumber;
import cn.smspay.counter.desks.ChargeWaivers;
import cn.smspay.files.billing.WaiverReason;
import cn.smspay.files.billing.WaiverRefused;
import cn.smspay.files.billing.Waivers;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** The waivers of the billing files as the counter asks for them. Thread-safe. */
public final class WaiversForDesks implements ChargeWaivers {
    private final Waivers waivers;

    public WaiversForDesks(Waivers waivers) {
        this.waivers = waivers;
    }

    @Override
    public List<String> reasons() {
        return Arrays.stream(WaiverReason.values()).map(Enum::name).toList();
    }

    @Override
    public Waiver propose(
            Tx tx, boolean restores, List<Long> charges, String reason, String note, String by, Instant now) {
        var numbers = charges.stream().map(ChargeNumber::new).toList();
        return told(() -> shown(waivers.propose(tx, numbers, restores, Waivers.reason(reason), note, by, now)));
    }

    @Override
    public List<Waiver> waiting(Tx tx, Instant now) {
        return waivers.waiting(tx, now).stream().map(WaiversForDesks::shown).toList();
    }

    @Override
    public int release(Tx tx, long id, String by, Instant now) {
        return told(() -> waivers.release(tx, id, by, now).size());
    }

    @Override
    public void refuse(Tx tx, long id, String by, Instant now) {
        told(() -> {
            waivers.refuse(tx, id, by, now);
            return true;
        });
    }

    private static Waiver shown(Waivers.WaiverProposal it) {
        return new Waiver(
                it.id(),
                it.restores(),
                it.numbers().stream().map(ChargeNumber::value).toList(),
                it.reason().name(),
                it.note(),
                it.proposedBy(),
                it.proposedAt(),
                it.proposedAt().plus(Waivers.LAPSES_AFTER));
    }

    private static <T> T told(Supplier<T> work) {
        try {
            return work.get();
        } catch (WaiverRefused e) {
            throw new WaiverNotPossible(e.reason(), e);
        }
    }
}
