package io.refcache.engine;

import io.refcache.Actor;
import io.refcache.RefAccessDeniedException;
import io.refcache.RefNotFoundException;
import io.refcache.access.Permission;
import io.refcache.access.Protection;
import io.refcache.store.ReferenceRecord;
import org.jspecify.annotations.Nullable;

/**
 * What one actor may see and do.
 */
final class Viewer {

	private final AccessControl control;

	private final Actor actor;

	Viewer(AccessControl control, Actor actor) {
		this.control = control;
		this.actor = actor;
	}

	Actor actor() {
		return this.actor;
	}

	/**
	 * Whether it may know that a reference is there.
	 */
	boolean sees(ReferenceRecord record) {
		return may(Permission.READ, record) || may(Permission.EXECUTE, record);
	}

	/**
	 * Whether it may know that the reference is there which it asks for; if not, that is
	 * logged and audited.
	 */
	boolean finds(ReferenceRecord record) {
		return sees(record)
				|| this.control.allows(this.actor, Permission.READ, record.protection(), record.id().toString());
	}

	/**
	 * Whether it may have the value, and what else is told of a computation in words.
	 */
	boolean reads(ReferenceRecord record) {
		return may(Permission.READ, record);
	}

	/**
	 * Whether it may have what is guarded like this.
	 */
	boolean reads(Protection protection) {
		return this.control.may(this.actor, Permission.READ, protection);
	}

	/**
	 * Whether it may pass on a value, seen or unseen; if not, that is logged and audited.
	 */
	boolean uses(ReferenceRecord record) {
		return sees(record)
				|| this.control.allows(this.actor, Permission.EXECUTE, record.protection(), record.id().toString());
	}

	/**
	 * Whether it is told of a reference without asking for it: in an open namespace the
	 * reference is what others read by.
	 */
	boolean lists(ReferenceRecord record) {
		return sees(record) && (isConcernedWith(record) || !record.protection().pairs().isEmpty());
	}

	/**
	 * Whether it has to do with a computation: it started it, or owns what comes of it.
	 */
	boolean isConcernedWith(ReferenceRecord record) {
		return isAuthorOf(record) || this.control.owns(this.actor, record.protection());
	}

	/**
	 * Whether it started a computation, or put a value: what stands there it may have
	 * written itself.
	 */
	boolean isAuthorOf(ReferenceRecord record) {
		Actor starter = record.protection().starter();
		return this.actor.isSystem() || (starter != null && starter.isSameAs(this.actor));
	}

	/**
	 * Whether it may have what errors of a computation say. Those of one that waited for
	 * references name them.
	 */
	boolean readsErrors(ReferenceRecord record) {
		return reads(record) && (!record.dependencies().awaited() || isConcernedWith(record));
	}

	boolean may(Permission permission, ReferenceRecord record) {
		return may(permission, record.protection());
	}

	boolean may(Permission permission, Protection protection) {
		return this.control.may(this.actor, permission, protection);
	}

	/**
	 * Demands that a value may be put under a key.
	 * @param own what will guard the value
	 * @param holder the record that the key leads to; {@code null} if there is none
	 * @param key the key, for the message
	 * @throws RefAccessDeniedException if it may not
	 */
	void requireWrite(Protection own, @Nullable ReferenceRecord holder, String key) {
		if (!this.control.allows(this.actor, Permission.WRITE, own, key)
				|| (holder != null && !this.control.allows(this.actor, Permission.UPDATE, holder.protection(), key))) {
			throw new RefAccessDeniedException("%s may not set '%s'".formatted(this.actor, key));
		}
	}

	/**
	 * Demands a permission.
	 * @param permission what for
	 * @param record the record
	 * @param what what it is that may not be done, for the message
	 * @throws RefNotFoundException if it may not even know of it
	 * @throws RefAccessDeniedException if it may not
	 */
	void require(Permission permission, ReferenceRecord record, String what) {
		String refId = record.id().toString();
		if (this.control.allows(this.actor, permission, record.protection(), refId)) {
			return;
		}
		if (sees(record)) {
			throw new RefAccessDeniedException("%s may not %s '%s'".formatted(this.actor, what, refId));
		}
		throw new RefNotFoundException(refId);
	}

}
