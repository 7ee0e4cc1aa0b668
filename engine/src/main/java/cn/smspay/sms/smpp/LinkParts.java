package cn.smspay.sms.smpp;

import cn.smspay.sms.Intake;
import cn.smspay.sms.peer.Wire;
import java.time.Clock;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What all connections of a link share.
 *
 * @param clock for times that people read: when a message came, since when a bind is down
 * @param ticker milliseconds that never go back, for everything that waits
 */
record LinkParts(
        Intake intake,
        LateAnswer lateAnswer,
        Wire wire,
        Clock clock,
        LongSupplier ticker,
        RandomGenerator randomness) {}
