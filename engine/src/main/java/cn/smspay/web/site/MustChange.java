package cn.smspay.web.site;

import cn.smspay.base.Secret;

/**
 * Who has to choose a password of his own before he reaches anything else (S-113).
 *
 * @param given the password he came with, which a new one must differ from
 */
record MustChange(Member member, Secret given) {}
