/**
 * Call legs, prompts and keys: SIP, RTP and the voice conversation. The only importer of SIP code.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.ivr;
