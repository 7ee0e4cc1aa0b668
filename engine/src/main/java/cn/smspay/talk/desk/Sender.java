package cn.smspay.talk.desk;

import cn.smspay.base.SubscriptionId;

/** Who wrote, for the billing record; {@code known} says whether the carrier has told us of the number. */
public record Sender(SubscriptionId subscription, boolean known, String province, String brand) {}
