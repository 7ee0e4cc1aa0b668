package cn.smspay.sms.smpp;

import cn.smspay.sms.Intake;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** What all connections of a link share. */
record LinkParts(Intake intake, LateAnswer lateAnswer, Clock clock, RandomGenerator randomness) {}
