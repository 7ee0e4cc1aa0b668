package cn.smspay.accounts.payments;

import cn.smspay.accounts.customers.Province;
import cn.smspay.base.Fen;
import java.time.Duration;
import java.util.Set;

/**
 * What a bill may be, and how long its system is waited for.
 *
 * @param testProvinces where payments may fail: tried all the same, with a warning (D-09)
 * @param closedProvinces where no bill can be paid
 * @param repeatWindow how long the same amount again is taken for a repetition; zero for never (D-07)
 * @param patience how long the bill system may be silent before the subscriber is told so (F06)
 * @param lookAgainMax longest pause between two inquiries
 */
public record BillSettings(
        Fen max,
        Set<Province> testProvinces,
        Set<Province> closedProvinces,
        Duration repeatWindow,
        Duration patience,
        Duration lookAgainMax) {}
