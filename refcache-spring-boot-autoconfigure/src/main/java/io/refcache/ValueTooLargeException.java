package io.refcache;

/**
 * A value is too large to be served whole. Its pages can be read.
 *
 * @since 0.1.0
 * @see ReadOptions#withPage(int)
 */
public class ValueTooLargeException extends RefCacheException {

	private static final long serialVersionUID = 1L;

	private final String refId;

	private final long maxBytes;

	/**
	 * A refusal.
	 * @param refId the reference
	 * @param bytes how large it is as JSON, {@link Long#MAX_VALUE} for larger than it was
	 * measured
	 * @param maxBytes how large it may be
	 */
	public ValueTooLargeException(String refId, long bytes, long maxBytes) {
		super("The value of '%s' has %s, 'refcache.max-value-size' allows %d: read its pages instead".formatted(refId,
				(bytes != Long.MAX_VALUE) ? bytes + " bytes of JSON" : "more bytes of JSON than were counted",
				maxBytes));
		this.refId = refId;
		this.maxBytes = maxBytes;
	}

	public String getRefId() {
		return this.refId;
	}

	public long getMaxBytes() {
		return this.maxBytes;
	}

}
