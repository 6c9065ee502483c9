package io.refcache.access;

/**
 * Is told of refusals, for audits. Who is refused is told less.
 * <p>
 * <b>Threads.</b> It is told on the thread of the refused call, so it must not block.
 * <b>Exceptions.</b> What it throws is logged.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface AccessDenialListener {

	/**
	 * An actor was refused.
	 * @param denial who, what for, where, and why
	 * @param subject the reference, or the name of the operation that was called
	 */
	void denied(PermissionDeniedException denial, String subject);

}
