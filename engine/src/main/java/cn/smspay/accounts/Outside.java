package cn.smspay.accounts;

import cn.smspay.accounts.customers.CarrierRegistry;
import cn.smspay.accounts.payments.Alarms;
import cn.smspay.accounts.payments.BillSystem;
import cn.smspay.accounts.payments.Notices;
import cn.smspay.accounts.payments.PayOuts;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** Everything outside that accounts talk to. */
public record Outside(
        BillSystem billSystem,
        PayOuts payOuts,
        CarrierRegistry registry,
        Notices notices,
        Alarms alarms,
        Clock clock,
        RandomGenerator random) {}
