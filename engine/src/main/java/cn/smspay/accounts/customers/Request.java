package cn.smspay.accounts.customers;

import cn.smspay.base.Channel;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import java.time.Instant;
import java.util.Optional;

/**
 * Who asks for something, how and when.
 *
 * @param key names this request for ever: the same key is the same request, however often it comes
 * @param pin the pay password, where the channel asked for it
 */
public record Request(SubscriptionId who, Channel channel, String key, Optional<Secret> pin, Instant now) {}
