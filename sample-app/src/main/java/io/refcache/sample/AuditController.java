package io.refcache.sample;

import io.refcache.RefResponse;
import io.refcache.sample.audit.DuplicateClasses;
import io.refcache.sample.audit.JarAudit;
import io.refcache.sample.audit.JarRepository;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves the audits. A group is checked before the cached method is called, so that a
 * refusal is no task.
 */
@RestController
@RequestMapping("/api/audits")
class AuditController {

	private final JarRepository repository;

	private final AuditService audits;

	AuditController(JarRepository repository, AuditService audits) {
		this.repository = repository;
		this.audits = audits;
	}

	@GetMapping("/jars")
	JarAudit jars(@RequestParam(required = false) @Nullable String group) {
		return this.audits.audit(this.repository.group(group), null);
	}

	@GetMapping("/duplicates")
	RefResponse<DuplicateClasses> duplicates(@RequestParam(required = false) @Nullable String group) {
		return this.audits.duplicates(this.repository.group(group), null);
	}

}
