"""Search everything: papers, minutes, recommendations, replies, plan and people."""
