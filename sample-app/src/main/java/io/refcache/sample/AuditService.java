package io.refcache.sample;

import io.refcache.ProgressCallback;
import io.refcache.RefCached;
import io.refcache.RefResponse;
import io.refcache.sample.audit.DuplicateClasses;
import io.refcache.sample.audit.JarAudit;
import io.refcache.sample.audit.JarAuditor;

import org.springframework.stereotype.Service;

/**
 * Audits whose results are kept for ten minutes, and which answer with a reference when
 * they take too long. The group is part of the key, so it must come in the one form that
 * equal groups share; the progress is not, and filled in by refcache.
 */
@Service
class AuditService {

	private final JarAuditor auditor;

	AuditService(JarAuditor auditor) {
		this.auditor = auditor;
	}

	/**
	 * A plain value: the reference leads back to the address that was asked for, which
	 * then answers from the cache.
	 */
	@RefCached(name = "jar-audit", asyncTimeout = "${sample.audit.async-timeout:2s}", ttl = "10m")
	public JarAudit audit(String group, ProgressCallback progress) {
		return this.auditor.audit(group, progress::report);
	}

	/**
	 * A response: the reference itself serves the value.
	 */
	@RefCached(name = "duplicate-classes", asyncTimeout = "${sample.audit.async-timeout:2s}", ttl = "10m")
	public RefResponse<DuplicateClasses> duplicates(String group, ProgressCallback progress) {
		return RefResponse.of(this.auditor.duplicates(group, progress::report));
	}

}
