package io.refcache.actuate;

import io.refcache.access.AccessDenialListener;
import io.refcache.access.PermissionDeniedException;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Makes audit events of refusals.
 */
final class AccessAudit implements AccessDenialListener {

	static final String TYPE = "REFCACHE_ACCESS_DENIED";

	private final ApplicationEventPublisher events;

	AccessAudit(ApplicationEventPublisher events) {
		this.events = events;
	}

	@Override
	public void denied(PermissionDeniedException denial, String subject) {
		AuditEvent event = new AuditEvent(denial.getActor().toString(), TYPE, "subject=" + subject,
				"permission=" + denial.getPermission().name(), "reason=" + denial.getReason().text(),
				"namespace=" + denial.getNamespace());
		this.events.publishEvent(new AuditApplicationEvent(event));
	}

}
