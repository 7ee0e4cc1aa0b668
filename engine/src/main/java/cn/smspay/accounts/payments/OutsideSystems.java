package cn.smspay.accounts.payments;

import cn.smspay.accounts.customers.CarrierRegistry;
import cn.smspay.accounts.customers.Notices;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** Everything outside that accounts talk to. */
public record OutsideSystems(
        BillSystem billSystem,
        PayOuts payOuts,
        CarrierRegistry registry,
        Notices notices,
        Alarms alarms,
        Clock clock,
        RandomGenerator random,
        EBanks eBanks) {
    /** Without e-banks. */
    public OutsideSystems(
            BillSystem billSystem,
            PayOuts payOuts,
            CarrierRegistry registry,
            Notices notices,
            Alarms alarms,
            Clock clock,
            RandomGenerator random) {
        this(billSystem, payOuts, registry, notices, alarms, clock, random, EBanks.NONE);
    }
}
