package io.refcache.sample;

import io.refcache.ProgressCallback;
import io.refcache.RefCached;
import io.refcache.RefResponse;
import io.refcache.sample.audit.DuplicateClasses;
import io.refcache.sample.audit.JarAudit;
import io.refcache.sample.audit.JarAuditor;

import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.ai.mcp.annotation.McpTool.McpAnnotations;
import org.springframework.ai.mcp.annotation.McpToolParam;
import org.springframework.stereotype.Service;

/**
 * Audits whose results are kept for ten minutes, and which answer with a reference when
 * they take too long. The group is part of the key, so it must come in the one form that
 * equal groups share; the progress is not, and filled in by refcache. With the profiles
 * {@code mcp} and {@code mcp-stdio} they are tools of agents as well.
 */
@Service
class AuditService {

	static final String GROUP = "Folder below the root, such as 'org/springframework', without a slash at its end;"
			+ " an empty text for all jars";

	private final JarAuditor auditor;

	AuditService(JarAuditor auditor) {
		this.auditor = auditor;
	}

	/**
	 * A plain value: the reference leads back to the address that was asked for, which
	 * then answers from the cache.
	 */
	@McpTool(name = "audit_jars", title = "Audit jars",
			description = "Reads all jars of a group: size, SHA-256, classes and Java version of each, broken jars,"
					+ " and packages that several artifacts share.",
			annotations = @McpAnnotations(title = "Audit jars", readOnlyHint = true, destructiveHint = false,
					openWorldHint = false))
	@RefCached(name = "jar-audit", asyncTimeout = "${sample.audit.async-timeout:2s}", ttl = "10m")
	public JarAudit audit(@McpToolParam(description = GROUP) String group, ProgressCallback progress) {
		return this.auditor.audit(group, progress::report);
	}

	/**
	 * A response: the reference itself serves the value.
	 */
	@McpTool(name = "find_duplicate_classes", title = "Find duplicate classes",
			description = "Lists the classes of a group that are in more than one jar.",
			annotations = @McpAnnotations(title = "Find duplicate classes", readOnlyHint = true,
					destructiveHint = false, openWorldHint = false))
	@RefCached(name = "duplicate-classes", asyncTimeout = "${sample.audit.async-timeout:2s}", ttl = "10m")
	public RefResponse<DuplicateClasses> duplicates(@McpToolParam(description = GROUP) String group,
			ProgressCallback progress) {
		return RefResponse.of(this.auditor.duplicates(group, progress::report));
	}

}
