package io.refcache.store;

import java.util.List;

/**
 * The references that a call was given as arguments.
 *
 * @param ids the references, as the caller supplied them
 * @param awaited whether the call was made before all of them had ended: while its record
 * is {@code PENDING}, it waits for them
 * @param withheld whether somebody has to do with it who may not read what one of his own
 * leads to: what is said of it in words is not for all
 * @since 0.1.0
 */
public record Dependencies(List<RefId> ids, boolean awaited, boolean withheld) {

	/**
	 * A call that was given none.
	 */
	public static final Dependencies NONE = new Dependencies(List.of(), false, false);

	public Dependencies {
		ids = List.copyOf(ids);
	}

	/**
	 * The same references, of which one is withheld from somebody.
	 * @return new dependencies
	 */
	public Dependencies asWithheld() {
		return new Dependencies(this.ids, this.awaited, true);
	}

}
