package io.refcache.store;

import java.util.List;

/**
 * The references that a call was given as arguments.
 *
 * @param ids the references, as the caller supplied them
 * @param awaited whether the call was made before all of them had ended: while its record
 * is {@code PENDING}, it waits for them
 * @since 0.1.0
 */
public record Dependencies(List<RefId> ids, boolean awaited) {

	/**
	 * A call that was given none.
	 */
	public static final Dependencies NONE = new Dependencies(List.of(), false);

	public Dependencies {
		ids = List.copyOf(ids);
	}

}
