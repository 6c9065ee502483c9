package io.refcache.engine;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * A failure without what it says, for its message may quote an argument that not
 * everybody may read: the types and frames of the failure, of its causes, and of what it
 * suppressed.
 */
final class WithheldFailure extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private static final int MAX_PARTS = 64;

	private final String type;

	private WithheldFailure(Throwable failure) {
		this.type = failure.getClass().getName();
		setStackTrace(framesOf(failure));
	}

	static WithheldFailure of(Throwable failure) {
		return of(failure, Collections.newSetFromMap(new IdentityHashMap<>()));
	}

	private static WithheldFailure of(Throwable failure, Set<Throwable> seen) {
		if (failure instanceof WithheldFailure withheld) {
			return withheld;
		}
		WithheldFailure withheld = new WithheldFailure(failure);
		seen.add(failure);
		Throwable cause = Causes.of(failure);
		if (cause != null && isNew(cause, seen)) {
			withheld.initCause(of(cause, seen));
		}
		for (Throwable suppressed : failure.getSuppressed()) {
			if (isNew(suppressed, seen)) {
				withheld.addSuppressed(of(suppressed, seen));
			}
		}
		return withheld;
	}

	private static boolean isNew(Throwable failure, Set<Throwable> seen) {
		return seen.size() < MAX_PARTS && !seen.contains(failure);
	}

	/** Exceptions of users answer what they like. */
	private static StackTraceElement[] framesOf(Throwable failure) {
		try {
			return failure.getStackTrace();
		}
		catch (RuntimeException | Error ex) {
			return new StackTraceElement[0];
		}
	}

	/**
	 * Class name of the failure.
	 */
	String type() {
		return this.type;
	}

	@Override
	public String toString() {
		return this.type + " (message withheld)";
	}

}
