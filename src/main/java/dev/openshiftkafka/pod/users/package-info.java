/** The program of the users Job: reconciles users, their ACLs, quotas and Secrets. */
package dev.openshiftkafka.pod.users;
