package cn.smspay.engine;

import cn.smspay.accounts.customers.Notices;
import cn.smspay.accounts.payments.OutsideSystems;
import cn.smspay.accounts.payments.WithdrawalResults;
import cn.smspay.base.OrderId;
import cn.smspay.config.Config;
import cn.smspay.outside.simulator.SimulatedBanks;
import cn.smspay.outside.simulator.SimulatedBillSystem;
import cn.smspay.outside.simulator.SimulatedRegistry;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The systems of others, played where the settings say so, and the thread that they answer on. */
final class OutsideSide {
    private static final Logger LOG = LoggerFactory.getLogger(OutsideSide.class);
    /** Of simulated bills in a province that is being tested, as many fail. */
    private static final double FAILING = 0.3;

    final SimulatedBillSystem billSystem;
    final SimulatedBanks banks;
    final EBankSide eBanks;
    private final ScheduledThreadPoolExecutor thread;
    private final Surroundings around;
    private final Foundation ground;

    OutsideSide(Config config, Surroundings around, Foundation ground, OpenParts open) {
        this.around = around;
        this.ground = ground;
        thread = open.add(around.timers().apply("outside"), ScheduledThreadPoolExecutor::shutdownNow);
        billSystem = new SimulatedBillSystem(
                thread, Duration.ZERO, config.rules().bill().testProvinces(), FAILING, around.random());
        banks = new SimulatedBanks(thread, Duration.ofSeconds(1));
        eBanks = new EBankSide(config, ground.vault, around.clock());
    }

    OutsideSystems systems(Notices notices) {
        return new OutsideSystems(
                billSystem,
                banks,
                new SimulatedRegistry(),
                notices,
                what -> LOG.error("alarm: {}", what),
                around.clock(),
                around.random(),
                eBanks.port());
    }

    /** From now on what banks say of withdrawals is noted. */
    void noteIn(WithdrawalResults results) {
        banks.onResult((order, result) -> note(results, order, result));
    }

    /** A result that cannot be noted now is noted later: the bank does not say it twice. */
    private void note(WithdrawalResults results, OrderId order, WithdrawalResults.Result result) {
        ground.lane.submit(results.job(order, result, null, around.clock())).whenComplete((done, fault) -> {
            if (fault != null) {
                LOG.error("the bank's result for withdrawal {} could not be noted", order, fault);
                thread.schedule(() -> note(results, order, result), 1, TimeUnit.SECONDS);
            }
        });
    }

    /** Whether nobody outside is being asked. */
    boolean isQuiet() {
        return thread.getQueue().isEmpty() && thread.getActiveCount() == 0;
    }
}
